import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';

/** Dex, from its own repository. */
export const dex: Replacement = {
  component: 'dex',
  status: 'maintained',
  statement: 'slowly maintained: the last chart is from September 2025',
  source: 'github.com/dexidp/helm-charts, gh-pages d86074e05f (2025-09-01)',
  risk: 'low',
  installed: '0.15.3',
  installedApp: '2.37.0',
  charts: [
    {
      name: 'dex',
      kind: 'helm',
      repository: 'https://charts.dexidp.io',
      releases: [
        '2.37.0: 0.15.3',
        '2.38.0: 0.16.0',
        '2.39.0: 0.17.0',
        '2.39.1: 0.17.1',
        '2.40.0: 0.18.0',
        '2.41.0: 0.19.0',
        '2.41.1: 0.19.1 0.20.0 0.21.0-1',
        '2.42.0: 0.22.0-1 0.23.0-1',
        '2.44.0: 0.24.0',
      ],
      source: 'gh-pages index of dexidp/helm-charts (2025-09-01)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '0.15.3',
  newest: '0.24.0',
  keeps: [{ value: 'release dex', keeps: "everything: rendered with Verrazzano's values, it is the same" }],
  values: [{ since: 'chart 0.16.0', remove: ['config.frontend'] }],
  variants: [{ since: 'chart 0.16.0', images: { 'ghcr.io/dexidp/dex:v{app}': imageAt('image') } }],
  changes: [
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: "theme verrazzano and folder /srv/dex/web exist only in Verrazzano's image",
      fix: 'remove value frontend, or mount the theme',
    },
    {
      since: 'adoption',
      kind: 'secret',
      level: 'error',
      what: 'the platform operator generated the secrets of static clients and the hash of the password, and generated new ones at every run',
      fix: 'store them in a Secret, and pass them by secretEnv and hashFromEnv',
    },
  ],
  kubernetes: [{ since: 'chart 0.15.3', range: '>=1.14', by: 'chart' }],
};
