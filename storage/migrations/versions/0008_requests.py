"""Which requests were acted upon."""

from alembic import op

from storage.migrations.first_forms import ID, MOMENT, column, create

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
BRIEFLY = "until it is 15 minutes old"


def upgrade() -> None:
    create(
        "request",
        ["digest"],
        [
            column("digest", ID, "digest of the request's signature or of the event's id", BRIEFLY),
            column("received_at", MOMENT, "when it came", BRIEFLY),
        ],
        refers={"workspace": []},
    )
    op.create_index(op.f("ix_request_received_at"), "request", ["received_at"])


def downgrade() -> None:
    op.drop_table("request")
