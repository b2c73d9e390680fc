-- title: 公益创投里预算列了人员工资的项目
-- title_en: Venture-grant projects whose budgets hold wages
-- note: Of grant_staff_share, those with wages or with lines that may be wages; the highest share first.
-- columns: wages = 人员工资（元） / Wages; total = 预算合计（元） / Budget; percent = 工资占比（%） / Share of wages;
--   reach = 与规定相比 / Against the terms; position = 顺序 / Order
select *, row_number() over (order by percent desc, grant_id) as position
from grant_staff_share
where district = 'zhenhai' and programme = '公益创投' and (wages > 0 or open > 0)
