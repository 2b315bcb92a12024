import type { Importer } from './importer';
import { verrazzanoImporter } from './verrazzano-importer';

/** One importer per kind. */
export const IMPORTERS: readonly Importer[] = [verrazzanoImporter];
