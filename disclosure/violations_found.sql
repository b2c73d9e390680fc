select district, table_name, key, org_id, period, 1 as broken, null as exempt, detail, $basis as basis, sample
from rule_results
where rule = '$code' and version = '$version' and status = '$breach'
