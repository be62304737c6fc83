"""Nudges about circles: rotation, wider circles, practice cards."""

from bot.services.composing import OfGroups, OfMembers

FOR_MEMBER: OfMembers = {}
FOR_GROUP: OfGroups = {}
