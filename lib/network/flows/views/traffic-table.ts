/** Name of a table of traffic. */
export type TrafficTable =
  'system-ingress' | 'egress' | 'east-west' | 'scraping' | 'webhooks' | 'proxies' | 'multicluster-egress';
