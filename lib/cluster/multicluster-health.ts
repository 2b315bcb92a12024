import type { HealthCheck } from '../gitops/argo/health';
import { CLUSTERS_GROUP } from '../resource/multicluster';

const BEGIN = `local function health(status, message)
  return { status = status, message = message }
end
if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "being deleted")
end
local states = {}
local failed = {}
for _, cluster in ipairs((obj.status or {}).clusters or {}) do
  states[cluster.name] = cluster.state
  if cluster.state == "Failed" then
    failed[cluster.name] = cluster.message or "no message"
  end
end
local done = {}
local waiting = {}
local broken = {}
for _, cluster in ipairs(((obj.spec or {}).placement or {}).clusters or {}) do
  if states[cluster.name] == "Succeeded" then
    table.insert(done, cluster.name)
  elseif failed[cluster.name] ~= nil then
    table.insert(broken, cluster.name .. ": " .. failed[cluster.name])
  else
    table.insert(waiting, cluster.name)
  end
end
local function report()
  local parts = { "in place on " .. (#done > 0 and table.concat(done, ", ") or "no cluster") }
  if #waiting > 0 then
    table.insert(parts, "waiting for " .. table.concat(waiting, ", "))
  end
  if #broken > 0 then
    table.insert(parts, "failed on " .. table.concat(broken, "; "))
  end
  return table.concat(parts, "; ")
end
`;

/** The namespaces are there as soon as the admin cluster has them. What fails on a managed cluster is in the message. */
const PROJECT_LUA = `${BEGIN}if failed["local"] ~= nil then
  return health("Degraded", failed["local"])
end
if states["local"] == "Succeeded" or (#done > 0 and #waiting + #broken == 0) then
  return health("Healthy", report())
end
return health("Progressing", report())
`;

const WRAPPER_LUA = `${BEGIN}if #broken > 0 then
  return health("Degraded", report())
end
if #done > 0 and #waiting == 0 then
  return health("Healthy", report())
end
return health("Progressing", report())
`;

const WRAPPERS = [
  'MultiClusterApplicationConfiguration',
  'MultiClusterComponent',
  'MultiClusterConfigMap',
  'MultiClusterSecret',
];

/**
 * How Argo CD determines the health of projects and MultiCluster resources.
 *
 * A project is healthy when it is in place on the admin cluster, whose namespaces later units need: no managed cluster that is unreachable
 * holds up the others. A MultiCluster resource is healthy when every cluster of its placement reports success; entries of clusters that have
 * left the placement stay in the status and do not count. Conditions are not looked at: old ones stay after a success.
 *
 * Source: application-operator, controllers/clusters/cluster_utils.go at v1.7.2.
 */
export const MULTICLUSTER_HEALTH: readonly HealthCheck[] = [
  { group: CLUSTERS_GROUP, kind: 'VerrazzanoProject', lua: PROJECT_LUA },
  ...WRAPPERS.map((kind) => ({ group: CLUSTERS_GROUP, kind, lua: WRAPPER_LUA })),
];
