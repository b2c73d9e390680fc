-- title: 联合执法的结果，一条一行
-- title_en: The results of joint enforcement, a row each
-- columns: published_on = 公布日期 / Published; publisher = 执法单位 / By whom; org_name = 对象 / Whom; result = 结果 / Result; remark = 说明 / Remark;
--   notice_id = 公告 / Notice
select n.district, n.published_on, n.publisher, i.org_id, i.org_name, i.result, i.remark, n.notice_id,
  row_number() over (order by n.published_on desc, n.notice_id, i.item) as position, n.sample
from notices n
join notice_items i on i.district = n.district and i.notice_id = n.notice_id and i.sample <= n.sample
where n.kind = '执法结果公告' and n.district = 'wenzhou'
