import type { HealthCheck } from '../../gitops/argo/health';
import { CLUSTERS_GROUP } from './names';

const LUA = `local function health(status, message)
  return { status = status, message = message or "" }
end
if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "being deregistered")
end
local status = obj.status or {}
local ready = nil
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "Ready" then
    ready = condition
  end
end
if ready == nil then
  return health("Progressing", "not yet seen by the cluster operator")
end
if ready.status ~= "True" then
  return health("Degraded", ready.message or "not ready")
end
local rancher = status.rancherRegistration or {}
if rancher.status == "Failed" then
  return health("Degraded", "registration with Rancher failed: " .. (rancher.message or "no message"))
end
if status.state == "Failed" then
  return health("Degraded", "the cluster failed")
end
local contact = status.lastAgentConnectTime
if contact == nil then
  return health("Healthy", "prepared on the admin cluster, and without contact so far")
end
return health("Healthy", "state " .. (status.state or "") .. ", last contact at " .. contact)
`;

/**
 * How Argo CD determines the health of a VerrazzanoManagedCluster.
 *
 * - `Progressing`: not yet seen by the cluster operator, or being deleted
 * - `Degraded`: a step on the admin cluster failed, registration with Rancher failed, or Cluster API says that the cluster failed
 * - `Healthy`: the half on the admin cluster is ready. Waiting for the first contact would wait for the other half of the same
 *   delivery. State Inactive is not a failure: contacts are up to 70 seconds apart, and the state turns Inactive after 60. Its
 *   message has the time of the last contact, since a check has no clock
 *
 * Source: `cluster-operator/controllers/vmc/update_status.go` and `application-operator/mcagent` at v1.7.2.
 */
export const MANAGED_CLUSTER_HEALTH: HealthCheck = {
  group: CLUSTERS_GROUP,
  kind: 'VerrazzanoManagedCluster',
  lua: LUA,
};
