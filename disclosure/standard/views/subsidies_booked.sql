-- title: 每份年度财务记的政府补助，和当年公布的拨款
-- title_en: The government grants that yearly finances book, and the payments of that year that are published
-- note: Payments of any district but for those to a body that files with another one, without the price of services. granted: those that
--   are surely a government grant of that year: neither from donors nor paid back, nor paid in its last days.
-- columns: booked = 账上的政府补助（元） / Grants booked; paid = 公布的拨款（元） / Payments published; granted = 其中确定是政府补助的（元） / Surely government grants
select f.district, f.org_id, f.year, f.income_government_grants as booked, f.sample,
  sum(p.amount) as paid,
  total(
    iif(
      g.refunded > 0 or p.paid_on > f.year || '-12-24' or coalesce(g.funding_source, g.programme) glob '*[捐赞企]*'
        or coalesce(g.funding_source, g.programme) like '%慈善%' or coalesce(g.funding_source, g.programme) like '%基金会%',
      0,
      p.amount
    )
  ) as granted
from finances f
join grant_bodies b on b.org_id = f.org_id and b.sample <= f.sample
  and (b.district = f.district or not exists (select * from finances o where o.district = b.district and o.org_id = f.org_id))
join grants g on g.district = b.district and g.grant_id = b.grant_id
join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.sample <= f.sample
where substr(p.paid_on, 1, 4) = cast(f.year as text)
  and coalesce(g.form, '') not in ('项目购买', '岗位购买') and g.programme not like '%购买%' and g.purchaser is null
group by f.district, f.org_id, f.year
