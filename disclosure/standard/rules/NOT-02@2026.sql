-- code: NOT-02
-- title: 公示期内原文没有改动
-- title_en: The text of a notice does not change while it runs
-- severity: error
-- effect: publish
-- basis: 核对方法（本平台）：公示期内报送的各版的标题、正文、异议渠道和原文指纹互相对照
-- basis_en: Method of this register: title, text, channel for objections and digest of all versions filed while a
--   notice runs are compared
-- scope: 公示结束以前就报送了的每个公示
-- scope_en: each notice filed before it closed
-- explanation: 公示还没有结束，报送的标题、正文、异议渠道或者原文指纹就和先前的不同；以后再报什么都一样。
-- explanation_en: Before the notice had closed, its title, text, channel for objections or digest was filed differently; what is
--   filed later does not mend that.
-- innocent: 更换了文件格式，内容相同；更正了录入的错字。
-- innocent_en: The format of the file changed and the content did not; a typing error was corrected.
with versions as (
  select h.*, h.rowid as nth, p.key as part, p.value
  from notices_history h,
    json_each(json_object('标题', h.title, '正文', h.body, '异议渠道', h.objection_channel, '原文指纹', h.document_sha256)) p
),
compared as (
  select n.*, e.nth, e.end_on as ends_on, l.nth as later, l.submitted_on as filed_on, l.part,
    iif(e.superseded_on = max(e.start_on, e.published_on), null, l.value <> e.value and l.submitted_on <= e.end_on) as changed
  from notices n
  left join versions e on e.district = n.district and e.notice_id = n.notice_id and e.sample <= n.sample
    and e.submitted_on <= coalesce(e.end_on, '9999') and coalesce(e.superseded_on, '9999') >= max(e.start_on, e.published_on)
  left join versions l on l.district = e.district and l.notice_id = e.notice_id and l.nth > e.nth and l.sample <= n.sample
    and l.part = e.part and l.value is not e.value
  where n.kind like '%公示'
)
select
  district,
  'notices' as table_name,
  json_object('notice_id', notice_id) as key,
  null as org_id,
  start_on as period,
  iif(count(nth) = 0, '公示结束以后才报送，没有公示期内的版本可以对照', null) as exempt,
  iif(count(later) > 0, '换过原文，或者有的版本空着，不知道是不是在公示期内换的', null) as unknown,
  iif(count(later) = 0, 0, nullif(max(changed), 0)) as broken,
  coalesce(min(iif(changed, filed_on, null)) || ' 换过' || replace(group_concat(distinct iif(changed, part, null)), ',', '、') || '，公示到 '
    || max(iif(changed, ends_on, null)), '没有发现改动') as detail,
  sample
from compared
group by district, notice_id
