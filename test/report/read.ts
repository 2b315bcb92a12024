import { readEstates } from '../../lib/cli/report/read-report';
import type { Report } from '../../lib/report/model';
import { reportOf } from '../../lib/report/report';

/** The report on directories. */
export async function reportOn(...paths: readonly string[]): Promise<Report> {
  const kubernetes = '1.24-1.28';
  return reportOf({ title: 'test', version: '0', kubernetes, estates: await readEstates(paths, kubernetes) });
}
