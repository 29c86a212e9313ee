-- Whether an enterprise has what identifies its customers kept here, where they agreed. Nobody is asked unless it says so.

ALTER TABLE enterprise ADD COLUMN takes_identity BOOLEAN NOT NULL DEFAULT false;
