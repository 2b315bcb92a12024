/**
 * Commands that end the delivery of units while what they applied stays: with selfHeal on, Argo CD would write it again.
 * @param applications - names of their Applications
 */
export function undelivered(applications: readonly string[]): readonly string[] {
  if (applications.length === 0) return [];
  return [
    `<take out of Git, so that selfHeal does not start it again: ${applications.join(', ')}>`,
    ...applications.map((name) => `argocd app delete ${name} --cascade=false --yes`),
  ];
}
