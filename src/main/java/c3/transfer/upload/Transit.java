package c3.transfer.upload;

import c3.model.Limits;
import c3.store.UploadSession;
import c3.transfer.Threads;

/// What all parts of one upload share.
record Transit(UploadSession session, Spool spool, Limits limits, Threads threads) {}
