// Jest asks for a hundred frames. Every expectation makes an error in advance, and many tests are about errors: their traces took 3 % of a run.
Error.stackTraceLimit = 12;
