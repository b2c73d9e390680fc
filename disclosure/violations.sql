select x.district, x.table_name, x.key, x.org_id, o.name as organisation, '/organisations/' || o.org_id || '/' as organisation_permalink,
  g.grant_id, g.project, '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink,
  n.notice_id, n.title as notice, '/notices/' || n.district || '/' || n.notice_id || '/' as notice_permalink,
  x.period, x.detail, $basis,
  coalesce('/grants/' || g.district || '/' || g.grant_id || '/', '/notices/' || n.district || '/' || n.notice_id || '/',
    '/organisations/' || o.org_id || '/', '/rules/$code/') as permalink,
  x.sample
from (
$sql
) x
left join organisations o on o.org_id = x.org_id
left join grants g on g.district = x.district and g.grant_id = json_extract(x.key, '$$.grant_id')
left join notices n on n.district = x.district and n.notice_id = json_extract(x.key, '$$.notice_id')
where ${spared}x.broken$own
  and coalesce(iif(length(x.period) = 4, x.period || '-12-31', x.period), '9999') between '$since' and '$until'
order by x.sample, x.district, x.table_name, x.key
