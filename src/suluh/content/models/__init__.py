"""Trainings, versions, sections and activities, what they raise, the publish log."""

from suluh.content.models.carrying import CutScore, TrainingCompetency
from suluh.content.models.outline import Activity, Section
from suluh.content.models.parcel import Parcel
from suluh.content.models.picture import DrawnPicture, Picture
from suluh.content.models.training import Trainer, Training
from suluh.content.models.version import LogEntry, Version

__all__ = [
    "Activity",
    "CutScore",
    "DrawnPicture",
    "LogEntry",
    "Parcel",
    "Picture",
    "Section",
    "Trainer",
    "Training",
    "TrainingCompetency",
    "Version",
]
