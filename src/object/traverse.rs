//! tp_traverse and tp_clear.
