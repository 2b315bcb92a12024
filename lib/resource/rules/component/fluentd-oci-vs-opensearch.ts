import { digComponent, textOf } from '../dig';
import type { Rule } from '../types';

const BUILT_IN = ['', 'http://verrazzano-authproxy-opensearch:8775'];

/** Logs go to OCI or to an external OpenSearch. */
export const fluentdOciVsOpensearch: Rule = {
  id: 'fluentd.oci-vs-opensearch',
  layer: 'component',
  check: ({ effective }) => {
    const value = textOf(digComponent(effective, 'fluentd', 'opensearchURL'));
    if (digComponent(effective, 'fluentd', 'oci') === undefined || BUILT_IN.includes(value)) return [];
    const path = 'spec.components.fluentd.opensearchURL';
    return [{ path, value, message: 'logs go to OCI as well', fix: 'remove opensearchURL or oci' }];
  },
};
