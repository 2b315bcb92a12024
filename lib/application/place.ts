import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { DeliveryUnit } from '../gitops/delivery-unit';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import { throwProblems } from '../values/problem';

/** Order of the delivery units of applications: after the platform. */
const WAVE = 100;

/** Where the objects of an application go. */
export interface Place {
  /** Scope of the objects. */
  readonly scope: Construct;
  /** Namespace; undefined where nothing states one. */
  readonly namespace: string | undefined;
  /** Whether the place is for this application alone. */
  readonly isOwn: boolean;
}

/** What gives the constructs in it a place, as an `ApplicationNamespace` does. */
export interface PlaceHolder extends IConstruct {
  /** Scope of objects. */
  readonly chart: Chart;
  /** Namespace of objects. */
  readonly namespaceName: string;
}

const HOLDER = Symbol.for('cdk8s-verrazzano.PlaceHolder');

/** Marks a construct, so that {@link placeOf} finds it. */
export function markPlaceHolder(holder: PlaceHolder): void {
  Object.defineProperty(holder, HOLDER, { value: true });
}

/**
 * The nearest place holder around a construct.
 * @param scope - where to start
 */
function placeHolderOf(scope: IConstruct): PlaceHolder | undefined {
  return scope.node.scopes.reverse().find((each): each is PlaceHolder => HOLDER in each);
}

/**
 * Where the objects of a construct go: into the place holder, delivery unit or Chart around it; directly below a cluster, into a
 * delivery unit of its own, `apps/<name>`.
 * @param construct - the construct
 * @param props - name, and namespace where it is given
 * @throws Error when it is in none of these
 */
export function placeOf(
  construct: Construct,
  props: { readonly name: string; readonly namespace: string | undefined; readonly description: string },
): Place {
  const holder = placeHolderOf(construct);
  if (holder !== undefined) {
    return { scope: holder.chart, namespace: props.namespace ?? holder.namespaceName, isOwn: false };
  }
  const chart = construct.node.scopes.reverse().find((each): each is Chart => Chart.isChart(each));
  const cluster = GitOpsCluster.of(construct);
  if (chart !== undefined) {
    const stated = chart instanceof DeliveryUnit ? chart.props.namespace : chart.namespace;
    return { scope: construct, namespace: props.namespace ?? stated, isOwn: true };
  }
  if (cluster === undefined) {
    const allowed = 'a cluster, an ApplicationNamespace, a delivery unit or a Chart';
    throwProblems(
      [{ what: 'is neither in a cluster nor in a Chart, so nothing would be emitted', allowed }],
      construct.node.path,
    );
    return { scope: construct, namespace: props.namespace, isOwn: true };
  }
  const namespace = props.namespace ?? props.name;
  const unit = cluster.unit(`apps/${props.name}`, { wave: WAVE, namespace, description: props.description });
  return { scope: unit, namespace, isOwn: true };
}
