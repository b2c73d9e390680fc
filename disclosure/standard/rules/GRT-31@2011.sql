-- code: GRT-31
-- title: 申报在征集公告以后
-- title_en: An application follows the published call
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：公开征集）
-- basis_en: Terms of each district’s measures on grants (programme_terms: open call)
-- waivable: 要求是各区自己的办法定的
-- scope: 每个申报项目
-- scope_en: each application
-- explanation: 征集公告还没有发布就申报了；或者本区声明公告已经报全，这个计划这一轮没有征集公告。
-- explanation_en: It applied before the call was published; or, where the district declares that all notices are filed, the
--   programme has no call in this round.
-- innocent: 征集公告先在别处发布，填报的是后来补发的日期。
-- innocent_en: The call was first published elsewhere and the later date was filed.
with called as (
  select g.*, b.org_id as body, t.basis, t.at_application, c.published_on, c.fitting, c.some, c.earlier, c.until_on
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  join grant_calls c on c.district = g.district and c.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '公开征集'
),
judged as (
  select *,
    case
      when not at_application then null
      when not fitting then null
      when applied_on >= published_on then 0
      when applied_on < published_on then iif(earlier, null, 1)
      when not some and call_notice_id is null and until_on is not null then 1
    end as broken
  from called
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  iif(basis is null, '本区这个计划没有规定公开征集', null) as exempt,
  case
    when applied_on is null then '没有填写申报日期'
    when not at_application then '申报的时候，这一条还没有施行'
    when not fitting then '写明的征集公告是别的计划或者别的轮次的'
    when applied_on < published_on then '申报以前还有一份征集公告，不知道是按哪一份申报的'
    when broken is null then '没有写明是哪一份征集公告，也许只是没有报'
  end as unknown,
  broken,
  coalesce(published_on || ' 征集', '到 ' || until_on || ' 没有这一轮的征集公告') || '，' || applied_on || ' 申报' as detail,
  basis,
  sample
from judged
