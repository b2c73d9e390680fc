select org_id, street, address, office_phone, status, status = '正常' as active
from organisations
where org_id in (select value from json_each(:codes))
