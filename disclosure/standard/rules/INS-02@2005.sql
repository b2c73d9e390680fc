-- code: INS-02
-- title: 上年未合格的，今年有整改
-- title_en: After a bad year there is a rectification
-- severity: warning
-- effect: publish
-- basis: 社会组织年度检查通知（嘉兴市，2026-01-30）；《民办非企业单位年度检查办法》第十条
-- scope: 每个组织每年的检查
-- explanation: 上一年未参检、基本合格或不合格，今年的记录里没有整改情况。
-- innocent: 整改报告单独提交，还没有公布。
select
  i.district,
  'inspections' as table_name,
  json_object('org_id', i.org_id, 'year', i.year, 'kind', i.kind) as key,
  i.org_id,
  cast(i.year as text) as period,
  case
    when p.conclusion is null or p.conclusion not in ('未参检', '基本合格', '不合格') then '不适用'
    when i.rectification is not null then '符合'
    else '不符合'
  end as status,
  case
    when p.conclusion is null or p.conclusion not in ('未参检', '基本合格', '不合格') then '上一年不需要整改'
    else '上一年' || p.conclusion || coalesce('，整改：' || i.rectification, '，没有整改情况')
  end as detail
from inspections i
left join inspections p on p.district = i.district and p.org_id = i.org_id and p.kind = i.kind and p.year = i.year - 1
