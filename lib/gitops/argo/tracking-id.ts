/** Annotation by which Argo CD tracks what an Application delivers. Source: Argo CD, Resource Tracking. */
export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
