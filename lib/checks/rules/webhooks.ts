import { listAt } from '../../connectivity/manifest';
import { isDnsSubdomain } from '../../values/names';
import type { CheckedObject } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { matches, textMatches } from '../walk';
import { refused } from './refused';

/** The kinds of webhooks. */
export const WEBHOOKS = /^admissionregistration\.k8s\.io\/(?:Mutating|Validating)WebhookConfiguration$/;

/** Versions of AdmissionReview that API servers send. */
const REVIEWS = ['v1', 'v1beta1'];

/**
 * What the API server refuses in webhooks because values do not go together. Source: validation of Kubernetes,
 * `pkg/apis/admissionregistration/validation`, and `ValidateWebhookService` of apiserver.
 */
export function webhookFindings({ inventory }: CheckContext): Found[] {
  return inventory.objects
    .filter(({ group, kind }) => WEBHOOKS.test(`${group}/${kind}`))
    .flatMap((object) => [...reviewVersions(object), ...wildcards(object), ...servicePaths(object)]);
}

function reviewVersions(object: CheckedObject): Found[] {
  return matches(object.object, 'webhooks[].admissionReviewVersions').flatMap(({ value, path }): Found[] => {
    if (!Array.isArray(value) || value.length === 0 || value.some((each) => REVIEWS.includes(each as string)))
      return [];
    const allowed = `at least one of ${REVIEWS.join(', ')}`;
    return [refused(object, path, 'has no version that API servers send', value, allowed)];
  });
}

/** Everything is not listed beside a part of it. */
function wildcards(object: CheckedObject): Found[] {
  return matches(object.object, 'webhooks[].rules[]').flatMap(({ value: rule, path }): Found[] =>
    ['operations', 'apiGroups', 'apiVersions'].flatMap((field): Found[] => {
      const list = listAt(rule, field);
      if (list.length < 2 || !list.includes('*')) return [];
      return [refused(object, [...path, field], 'has * beside others', list, '* alone, or a list without it')];
    }),
  );
}

function servicePaths(object: CheckedObject): Found[] {
  return textMatches(object.object, 'webhooks[].clientConfig.service.path').flatMap(({ value, path }): Found[] => {
    const segments = value.replace(/^\//, '').replace(/\/$/, '').split('/');
    if (value === '/' || !value.startsWith('/') || segments.every((each) => isDnsSubdomain(each))) return [];
    const allowed = 'DNS-1123 subdomains joined by /, as in /validate/v1.pods';
    return [refused(object, path, 'is not a path that the API server calls', value, allowed)];
  });
}
