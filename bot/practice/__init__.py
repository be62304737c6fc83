"""Pure rules of the practice: dates, terms and agendas; no Slack, no SQL, no clock."""
