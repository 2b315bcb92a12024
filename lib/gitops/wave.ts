import type { ApiObject } from 'cdk8s';
import { problem } from './problem';

/** Annotation by which Argo CD orders what it applies in one sync. */
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/**
 * Orders an object inside its delivery unit: lower waves are applied, and healthy, first. Objects without are in wave 0.
 *
 * @param object - the object to annotate
 * @param wave - integer from -999 to 999
 * @returns the same object
 * @throws Error when the wave is not such an integer
 */
export function wave<T extends ApiObject>(object: T, wave: number): T {
  checkWave(object.node.path, wave);
  object.metadata.addAnnotation(SYNC_WAVE_ANNOTATION, String(wave));
  return object;
}

/**
 * Checks a wave.
 *
 * @throws Error when it is not an integer from -999 to 999
 */
export function checkWave(path: string, wave: number): void {
  if (Number.isInteger(wave) && Math.abs(wave) <= 999) return;
  throw new Error(
    problem(path, { what: 'the wave is not usable', got: wave, allowed: 'integers from -999 to 999', fix: 'round it' }),
  );
}
