/** Who wrote a record, from the variables of the sidecar. */
const ORIGIN = `    oam.applicationconfiguration.namespace "#{ENV['NAMESPACE']}"
    oam.applicationconfiguration.name "#{ENV['APP_CONF_NAME']}"
    oam.component.namespace "#{ENV['NAMESPACE']}"
    oam.component.name "#{ENV['COMPONENT_NAME']}"
    verrazzano.cluster.name "#{ENV['CLUSTER_NAME']}"`;

const DROP_OWN_EVENTS = `<label @FLUENT_LOG>
  <match fluent.**>
    @type null
  </match>
</label>
<match fluent.**>
  @type null
</match>`;

const PRINT = `<match **>
  @type stdout
</match>`;

/**
 * Reads the log files of Coherence, of which a record begins with a time stamp, and prints the records with who wrote them.
 */
export const COHERENCE_RULES = `${DROP_OWN_EVENTS}
<source>
  @type tail
  @id coherence-tail
  path /logs/coherence-*.log
  pos_file /tmp/coherence.log.pos
  read_from_head true
  tag coherence-cluster
  multiline_flush_interval 20s
  <parse>
    @type multiline
    format_firstline /^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}/
    format1 /^(?<time>\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3})\\/(?<uptime>[0-9.]+) (?<product>.+) <(?<level>[^>]+)> \\(thread=(?<thread>.+), member=(?<member>.+)\\):[\\S\\s](?<log>.*)/
  </parse>
</source>
<filter coherence-cluster>
  @type record_transformer
  <record>
    coherence.cluster.name "#{ENV['COH_CLUSTER_NAME']}"
    coherence.role "#{ENV['COH_ROLE']}"
    coherence.host "#{ENV['HOSTNAME']}"
    coherence.pod-uid "#{ENV['COH_POD_UID']}"
${ORIGIN}
  </record>
</filter>
${PRINT}
`;

/** Fields of a record in the log of a WebLogic server or domain, each in angle brackets. */
const WEBLOGIC_FIELDS = [
  'timestamp',
  'level',
  'subSystem',
  'serverName',
  'serverName2',
  'threadName',
  'info1',
  'info2',
  'info3',
  'sequenceNumber',
  'severity',
  'messageID',
  'message',
];

const WEBLOGIC_RECORD = `####${WEBLOGIC_FIELDS.map((field) => `<(?<${field}>(.*?))>`).join('\\s*')}`;

function weblogicSource(tag: string, variable: string, parse: string): string {
  return `<source>
  @type tail
  @id ${tag}
  path "#{ENV['${variable}']}"
  pos_file /tmp/${tag}.pos
  read_from_head true
  tag ${tag}
  ${tag.includes('access') || tag.includes('nodemanager') ? '' : 'multiline_flush_interval 20s\n  '}<parse>
${parse}
  </parse>
</source>`;
}

const RECORDS = `    @type multiline
    format_firstline /^####/
    format1 /^${WEBLOGIC_RECORD}/`;

const LINES = '    @type none';

/**
 * Reads the log files of WebLogic: those of the server and the domain, of which a record begins with `####`, and those of access and the
 * node manager, of which a line is a record. Prints the records with who wrote them.
 */
export const WEBLOGIC_RULES = `${DROP_OWN_EVENTS}
${weblogicSource('server_log', 'SERVER_LOG_PATH', RECORDS)}
${weblogicSource('domain_log', 'DOMAIN_LOG_PATH', RECORDS)}
${weblogicSource('server_access_log', 'ACCESS_LOG_PATH', LINES)}
${weblogicSource('server_nodemanager_log', 'NODEMANAGER_LOG_PATH', LINES)}
<filter **>
  @type record_transformer
  <record>
    domainUID "#{ENV['DOMAIN_UID']}"
${ORIGIN}
    wls_log_stream "\${tag}"
  </record>
</filter>
${PRINT}
`;
