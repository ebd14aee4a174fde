-- By hand: whoever reads the calendar's revision keeps it from being edited until its transaction ends; so no ticket gets a
-- due time by a calendar that was edited meanwhile. A function, because each of its statements looks anew: one that waited
-- for an edit within a single statement would still see what was before it.
CREATE FUNCTION calendar_revision() RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('calendar', 0));
    RETURN coalesce((SELECT value::int FROM settings WHERE key = 'calendar-revision'), 0);
END $$;
