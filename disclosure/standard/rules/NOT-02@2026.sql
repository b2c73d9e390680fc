-- code: NOT-02
-- title: 公示期内原文没有改动
-- title_en: The text of a notice does not change while it runs
-- severity: error
-- effect: publish
-- basis: 核对方法（本平台）：原文指纹对照
-- scope: 写明原文指纹的公示
-- explanation: 公示还没有结束，原文的指纹就变了。
-- innocent: 更换了文件格式，内容相同。
with versions as (
  select district, notice_id, max(end_on) as ends, count(distinct document_sha256) as texts, max(superseded_on) as changed
  from notices_history
  where document_sha256 is not null
  group by district, notice_id
)
select
  n.district,
  'notices' as table_name,
  json_object('notice_id', n.notice_id) as key,
  null as org_id,
  n.start_on as period,
  case
    when v.texts is null or n.end_on is null then '不适用'
    when v.texts > 1 and v.changed <= n.end_on then '不符合'
    else '符合'
  end as status,
  case
    when v.texts is null or n.end_on is null then '没有原文指纹'
    when v.texts > 1 then '原文在 ' || v.changed || ' 换过，公示到 ' || n.end_on
    else '没有改动'
  end as detail
from notices n
left join versions v on v.district = n.district and v.notice_id = n.notice_id
