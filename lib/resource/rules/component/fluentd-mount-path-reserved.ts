import { dig, digComponent, textOf, itemsOf } from '../dig';
import type { Rule } from '../types';

const RESERVED = [
  ...['/fluentd/cacerts', '/fluentd/secret', '/fluentd/etc', '/root/.oci', '/var/log', '/var/lib', '/run/log/journal'],
];

/** Extra mounts of Fluentd stay off the paths that are mounted already. */
export const fluentdMountPathReserved: Rule = {
  id: 'fluentd.mount-path-reserved',
  layer: 'component',
  check: ({ effective }) =>
    itemsOf(digComponent(effective, 'fluentd', 'extraVolumeMounts')).flatMap((mount, i) => {
      const value = textOf(dig(mount, 'destination')) || textOf(dig(mount, 'source'));
      if (!RESERVED.includes(value)) return [];
      const path = `spec.components.fluentd.extraVolumeMounts[${i}]`;
      return [{ path, value, message: 'this path is mounted already', fix: 'set another destination' }];
    }),
};
