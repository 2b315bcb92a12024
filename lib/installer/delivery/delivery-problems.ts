import { istioCharts } from '../../charts';
import type { Platform } from '../../definition/platform';
import type { Problem } from '../../values/problem';
import type { DeliveryPlan } from './delivery-plan';

/**
 * What cannot be delivered from charts as it is stated.
 * @param plan - the plan
 * @param platform - the profile
 */
export function deliveryProblems(plan: DeliveryPlan, platform: Platform): readonly Problem[] {
  return platform.isEnabled('istio') ? istioProblems(plan) : [];
}

function istioProblems({ facts }: DeliveryPlan): readonly Problem[] {
  return istioCharts(facts).unsupported.map((setting) => ({
    what: `the charts of Istio have no value for a setting of components.istio`,
    got: setting,
    allowed: 'settings of spec.values, spec.meshConfig, and those of spec.components that have a chart value',
    fix: 'state it as chart value below spec.values, or leave it out',
  }));
}
