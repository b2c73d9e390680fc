-- code: haishu-satisfaction
-- title: 满意度的得分与询问的结果相符
-- title_en: The mark for satisfaction fits what those served said
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》附件5
-- basis_en: Trial measures of Haishu on public-benefit venture projects, annex 5
-- scope: 公益创投中期、终期评估表里“服务对象的满意度”这一项
-- scope_en: the indicator “satisfaction of people served” of mid-term and final assessments of venture projects
-- applies_from: 2011-04-18
-- explanation: 附件5规定满意率达到90%得满分，每低十个百分点扣一分；填报的得分不是这样算出来的。不满十个百分点的部分怎么扣没有写，扣和不扣都算对。
-- explanation_en: Annex 5 gives the full mark at 90% satisfied and takes off one for each ten points below; the score filed was not
--   reckoned so. What is taken off for less than ten points is not stated, so either way is right.
-- innocent: 询问的人数分几次填报，表上只写了一次的。
-- innocent_en: People were asked several times and the form has only one.
-- never: 不适用 只列评估表里有的这一项
select
  district,
  'grant_scores' as table_name,
  json_object('grant_id', grant_id, 'stage', stage, 'indicator', '服务对象的满意度') as key,
  null as org_id,
  cast(round as text) as period,
  iif(people_asked is null or people_satisfied is null, '没有填写询问人数或者满意人数', null) as unknown,
  score < least or score > most as broken,
  printf('问 %d 人，满意 %d 人，得 %g 分，应得 %g', people_asked, people_satisfied, score, least)
    || iif(least < most, printf(' 至 %g', most), '') || ' 分' as detail,
  sample
from haishu_satisfaction
