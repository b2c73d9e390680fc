-- code: jiaxing-posts
-- title: 岗位上持证的人不多于在岗的人
-- title_en: No more of a post's people are certified than there are
-- severity: error
-- effect: reject
-- basis: 持证的人是在岗的人的一部分（算术关系）
-- basis_en: Those with a certificate are some of those in post (arithmetic)
-- scope: 填报的每一行社会工作岗位
-- scope_en: each row of social work posts
-- explanation: 持证人数比在岗人数多，至少有一个数写错了。
-- explanation_en: More are licensed than are in post, so at least one figure is wrong.
-- innocent: 在岗人数还是上一年的，没有更新。
-- innocent_en: The number in post is last year's.
-- never: 不适用 每一行都可以核对
select
  district,
  'jiaxing_posts' as table_name,
  json_object('year', year, 'unit', unit, 'field', field) as key,
  org_id,
  cast(year as text) as period,
  iif(filled is null or certified is null, '没有填写在岗人数或者持证人数', null) as unknown,
  certified > filled as broken,
  printf('在岗 %d 人，持证 %d 人', filled, certified) as detail,
  sample
from jiaxing_posts
