"""Reading letters that come by mail: who wrote what, without what they quoted."""
