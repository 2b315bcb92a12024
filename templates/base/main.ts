/**
 * Writes `dist/`. What is written is described in platform.ts, which tests can import without writing anything.
 */
import { app } from './platform';

app.synth();
