/** Where the versions of the server are listed. */
export const OPENSEARCH_SOURCE =
  'application versions of chart opensearch in the gh-pages index of opensearch-project/helm-charts e4d986be80 (2026-04-07)';

/** Versions of the OpenSearch server, from that of the release on. */
export const OPENSEARCH_SERVERS: readonly string[] = [
  '2.3.0 2.4.0-1 2.5.0 2.6.0 2.7.0 2.8.0 2.9.0 2.10.0 2.11.0-1 2.12.0 2.13.0 2.14.0 2.15.0 2.16.0 2.17.0-1 2.18.0 2.19.0-5',
  '3.0.0 3.1.0 3.2.0 3.3.0-2 3.4.0 3.5.0 3.6.0',
];
