import type { Fields } from '../object';

/**
 * What the WebLogic Monitoring Exporter collects where a Domain does not say it. Source: Verrazzano's documentation, WebLogic workload, and
 * application-operator, weblogicworkload_controller.go.
 */
const QUERIES: readonly Fields[] = [
  {
    key: 'name',
    keyName: 'location',
    prefix: 'wls_server_',
    applicationRuntimes: {
      key: 'name',
      keyName: 'app',
      componentRuntimes: {
        prefix: 'wls_webapp_config_',
        type: 'WebAppComponentRuntime',
        key: 'name',
        values: [
          'deploymentState',
          'contextRoot',
          'sourceInfo',
          'sessionsOpenedTotalCount',
          'openSessionsCurrentCount',
          'openSessionsHighCount',
        ],
        servlets: {
          prefix: 'wls_servlet_',
          key: 'servletName',
        },
      },
    },
  },
  {
    JVMRuntime: {
      prefix: 'wls_jvm_',
      key: 'name',
    },
  },
  {
    executeQueueRuntimes: {
      prefix: 'wls_socketmuxer_',
      key: 'name',
      values: ['pendingRequestCurrentCount'],
    },
  },
  {
    workManagerRuntimes: {
      prefix: 'wls_workmanager_',
      key: 'name',
      values: ['stuckThreadCount', 'pendingRequests', 'completedRequests'],
    },
  },
  {
    threadPoolRuntime: {
      prefix: 'wls_threadpool_',
      key: 'name',
      values: ['executeThreadTotalCount', 'queueLength', 'stuckThreadCount', 'hoggingThreadCount'],
    },
  },
  {
    JMSRuntime: {
      key: 'name',
      keyName: 'jmsruntime',
      prefix: 'wls_jmsruntime_',
      JMSServers: {
        prefix: 'wls_jms_',
        key: 'name',
        keyName: 'jmsserver',
        destinations: {
          prefix: 'wls_jms_dest_',
          key: 'name',
          keyName: 'destination',
        },
      },
    },
  },
  {
    persistentStoreRuntimes: {
      prefix: 'wls_persistentstore_',
      key: 'name',
    },
  },
  {
    JDBCServiceRuntime: {
      JDBCDataSourceRuntimeMBeans: {
        prefix: 'wls_datasource_',
        key: 'name',
      },
    },
  },
  {
    JTARuntime: {
      prefix: 'wls_jta_',
      key: 'name',
    },
  },
];

/**
 * The exporter of a Domain that has none of its own.
 * @param image - image of the exporter; left out when empty
 */
export function defaultMonitoringExporter(image: string): Fields {
  return {
    ...(image !== '' && { image }),
    imagePullPolicy: 'IfNotPresent',
    configuration: { domainQualifier: true, metricsNameSnakeCase: true, queries: structuredClone([...QUERIES]) },
  };
}
