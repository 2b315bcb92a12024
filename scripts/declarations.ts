/** `npm run declarations` brings build/declarations and build/public up to date. */
import { writeDeclarations } from './declarations/write-declarations';

writeDeclarations();
