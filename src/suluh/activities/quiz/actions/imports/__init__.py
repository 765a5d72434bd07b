"""Files of questions: started, compared, applied, undone."""
