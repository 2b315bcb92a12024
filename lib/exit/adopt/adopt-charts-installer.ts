import type { PlatformInstaller } from '../../definition/platform';
import { ChartSource } from '../../installer/chart-source';
import { Installer } from '../../installer/installer';
import type { ChartsProps } from '../../installer/charts';
import type { JsonObject } from '../../values/json';
import type { FoundCharts } from './adopt-charts';

/** How a program says where its charts come from: the factory of `ChartSource`, and its options. */
export interface SourceCall {
  readonly factory: 'release' | 'git' | 'helm' | 'oci' | 'maintained';
  /** Undefined where there are none. */
  readonly options: JsonObject | undefined;
}

/**
 * Where the charts of an adopted platform come from, as a program says it.
 * @param charts - what was found
 * @param changed - versions in place of those found, by component
 */
export function sourceCall(
  { step, components, release }: Pick<FoundCharts, 'step' | 'components' | 'release'>,
  changed: Readonly<Record<string, string>> = {},
): SourceCall {
  const own = { ...components, ...changed };
  if (step === 'release' && Object.keys(own).length === 0) {
    return release === undefined ? { factory: 'release', options: undefined } : release;
  }
  const options = {
    step,
    ...(Object.keys(own).length > 0 && { components: own }),
    // Published charts need the values files of the release, which packages lack.
    ...(release?.factory === 'git' && { release: release.options }),
  };
  return { factory: 'maintained', options };
}

/**
 * The source that a call makes.
 * @param call - the call
 */
export function sourceOf({ factory, options = {} }: SourceCall): ChartSource {
  if (factory === 'release') return ChartSource.release();
  return ChartSource[factory](options as never);
}

/**
 * The installer of an adopted platform.
 * @param charts - what was found
 * @param options - options beside the source
 */
export function chartsInstaller(charts: FoundCharts, options: ChartsProps = {}): PlatformInstaller {
  return Installer.charts({ ...options, source: sourceOf(sourceCall(charts)) });
}
