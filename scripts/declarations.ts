/** `npm run declarations` brings build/declarations up to date. */
import { writeDeclarations } from './declarations/write-declarations';

writeDeclarations();
