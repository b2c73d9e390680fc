-- title: 慈善组织每年的慈善活动支出下限和管理费用上限
-- title_en: What a charity has to spend on charity and may spend on administration in a year
-- download: yes
-- note: 民发〔2016〕189号 (from 2016-09-01, so for years from 2017; the numbers of the bands 待核实). The base is last year's figure or the
--   three years' average (Art. 10), whichever is lower; an average that lacks years is at least a third of what is known of an
--   income. reached, within: 1, 0 or null. Where the band is not known, all that are possible are tried. A body is asked only of
--   years in which it was a charity from the first day to the last.
-- columns: spending = 慈善活动支出的情况 / Charitable spending in words; reached = 支出达到下限 / Spending reaches the minimum; spending_unknown =
--   支出为什么无法判断 / Why spending cannot be judged; administration = 管理费用的情况 / Administration in words; within = 管理费用在上限以内 / Administration
--   within the limit; administration_unknown = 管理费用为什么无法判断 / Why administration cannot be judged
with bands(foundation, licensed, net_from, net_below, of_net, of_income, most) as (
  values
    (1, 1, null, null, null, 0.70, 0.10),
    (0, 1, null, null, null, 0.70, 0.13),
    (1, 0, 60000000, null, 0.06, null, 0.12),
    (1, 0, 8000000, 60000000, 0.06, null, 0.13),
    (1, 0, 4000000, 8000000, 0.07, null, 0.15),
    (1, 0, null, 4000000, 0.08, null, 0.20),
    (0, 0, 10000000, null, 0.06, null, 0.13),
    (0, 0, 5000000, 10000000, 0.07, null, 0.14),
    (0, 0, 1000000, 5000000, 0.08, null, 0.15),
    (0, 0, null, 1000000, 0.08, 0.50, 0.20)
),
asked as (
  select f.district, f.org_id, f.year, f.charitable_spending, f.expense_administration, f.expense_total, f.sample,
    o.type = '基金会' as foundation,
    case
      when coalesce(o.public_fundraising_since, '9999-12-31') > f.year || '-12-31' then 0
      when o.public_fundraising_since <= f.year || '-01-01' then 1
    end as licensed,
    case
      when o.is_charity = 0 and coalesce(o.charity_since, o.public_fundraising_since) is null then '不是慈善组织'
      when max(coalesce(o.charity_since, ''), o.registered_on) > f.year || '-01-01' then '这一年还不是慈善组织，或者当年才是'
      when o.status = '筹备' or o.status <> '正常' and o.status_since <= f.year || '-12-31' then '当年已经终止，或者还在筹备'
    end as exempt,
    case
      when o.is_charity = 0 then '是不是慈善组织，填报互相矛盾'
      when o.is_charity is null then '没有填写是不是慈善组织'
      when coalesce(coalesce(o.charity_since, o.public_fundraising_since) > f.year || '-01-01', 1) then '没有填写何时成为慈善组织'
      when o.status <> '正常' and o.status_since is null then '没有填写何时终止'
    end as unasked,
    sum(iif(p.year = f.year - 1, p.net_assets, null)) as last_net,
    sum(iif(p.year = f.year - 1, p.income_total, null)) as last_income,
    iif(count(p.net_assets) = 3, avg(p.net_assets), null) as average_net,
    iif(count(p.income_total) = 3, avg(p.income_total), null) as average_income,
    total(p.income_total) / 3 as average_at_least
  from finances f
  join organisations o on o.district = f.district and o.org_id = f.org_id and o.sample <= f.sample
  left join finances p on p.district = f.district and p.org_id = f.org_id and p.sample <= f.sample
    and p.year between f.year - 3 and f.year - 1
  where f.year >= 2017
  group by f.district, f.org_id, f.year
),
banded as (
  select a.*, b.most,
    round(b.of_net * a.last_net, 2) as net_last,
    round(b.of_net * a.average_net, 2) as net_average,
    round(b.of_income * a.last_income, 2) as income_last,
    round(b.of_income * a.average_income, 2) as income_average,
    round(b.of_income * a.average_at_least, 2) as income_at_least,
    b.of_net is null as without_net,
    b.of_income is null as without_income,
    a.expense_administration < 200000 or a.expense_administration <= round(b.most * a.expense_total, 2) as within
  from asked a
  join bands b on coalesce(b.foundation = a.foundation, 1) and coalesce(b.licensed = a.licensed, 1)
    and coalesce(a.last_net >= b.net_from, 1) and coalesce(a.last_net < b.net_below, 1)
),
halves as (
  select *,
    (without_net or charitable_spending >= net_last or charitable_spending >= net_average)
    and (without_income or charitable_spending >= income_last
      or iif(charitable_spending < income_at_least, 0, charitable_spending >= income_average)) as reached,
    max(coalesce(min(net_last, coalesce(net_average, net_last)), 0),
      coalesce(min(income_last, coalesce(income_average, income_last)), 0)) as least,
    max(coalesce(min(net_last, net_average), 0), coalesce(min(income_last, income_at_least), 0)) as surely
  from banded
),
judged as (
  select *, max(least) as highest_least, min(surely) as lowest_least, min(most) as lowest_most, max(most) as highest_most,
    iif(unasked is null, case when min(coalesce(reached, 0)) then 1 when not max(coalesce(reached, 1)) then 0 end, null) as is_reached,
    iif(unasked is null, case when min(coalesce(within, 0)) then 1 when not max(coalesce(within, 1)) then 0 end, null) as is_within
  from halves
  group by district, org_id, year
)
select district, org_id, year, exempt, is_reached as reached, is_within as within, sample,
  iif(is_reached is null, coalesce(unasked, case
    when charitable_spending is null then '没有填写慈善活动支出'
    when last_net is null then '没有公布上一年的收支'
    when average_income is null then '低于按上一年计算的下限，前三年的平均还不知道'
    else '不知道适用哪一档'
  end), null) as spending_unknown,
  iif(is_within is null, coalesce(unasked, case
    when expense_administration is null then '没有填写管理费用'
    when last_net is null then '没有公布上一年的收支'
    else '不知道适用哪一档'
  end), null) as administration_unknown,
  printf('慈善活动支出 %.2f 元，规定不少于 %.2f 元', charitable_spending, iif(is_reached, highest_least, lowest_least))
    || case
      when average_income is not null then '（按上一年和前三年平均中较低的）'
      when is_reached then '（按上一年）'
      else '（前三年的平均最低也要这么多）'
    end as spending,
  iif(expense_administration < 200000, printf('管理费用 %.2f 元，不满二十万元的不受比例限制', expense_administration),
    printf('管理费用 %.2f 元，规定不超过费用合计的 %g%%，即 %.2f 元', expense_administration,
      100 * iif(is_within, lowest_most, highest_most), expense_total * iif(is_within, lowest_most, highest_most))
  ) as administration
from judged
