"""Nudges about the life of a partnership: decay, planning anew, renewal, rest."""

from bot.services.composing import OfGroups, OfMembers

FOR_MEMBER: OfMembers = {}
FOR_GROUP: OfGroups = {}
