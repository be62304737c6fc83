"""What Trellis remembers: ids, choices from lists, times and attendance; never a member's words."""
