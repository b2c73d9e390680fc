-- code: GRT-01
-- title: 每个组织每轮资助不超过上限
-- title_en: What a body is awarded in a round stays within the cap
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：资助上限）
-- basis_en: Terms of each district’s measures on grants (programme_terms: award cap)
-- waivable: 要求是各区自己的办法定的
-- scope: 得到资助的每个组织，按计划和轮次合计；办法没有写明按轮次合计的，按轮次是本登记册的理解（待核实）
-- scope_en: each funded organisation, added up by programme and round; where the measures do not say by round, that is this
--   register's reading (to be verified)
-- explanation: 同一组织在同一轮得到的资助合计超过上限。有批准文号的项目经批准例外，金额不计在内，也只例外它自己。
-- explanation_en: What one organisation was awarded in one round exceeds the ceiling. A project with the number of an approval is
--   an approved exception: its amount is not counted, and it excepts only itself.
-- innocent: 经批准超过上限，批准文号没有填写；或者上限按项目、不按组织计算。
-- innocent_en: It was approved above the ceiling and the number of the approval is not filed; or the ceiling is per project, not
--   per organisation.
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  iif(cap is null, '本区这个计划没有规定资助上限', null) as exempt,
  case
    when doubtful then '有的项目只写了名称，本区不止一个组织叫这个名称'
    when counted > last_cap then '这一轮里上限降低了，不知道按哪个上限'
    when blank > 0 then '有项目没有填写资助金额，或者没有填写决定的日期，不知道按哪个上限'
  end as unknown,
  round(counted * 100) > round(cap * 100) as broken,
  printf('%s %s第 %s 轮计入 %.2f 元，上限 %.2f 元', body, programme, round, counted, cap)
    || coalesce('；经批准不计入的：' || approvals, '') as detail,
  basis,
  sample
from grant_sums
