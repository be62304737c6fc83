"""Nudges about the period of a goal."""

from bot.services.composing import OfGroups, OfMembers

FOR_MEMBER: OfMembers = {}
FOR_GROUP: OfGroups = {}
