"""Pure builders of messages, modals and the Home view."""
