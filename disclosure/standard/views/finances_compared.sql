-- title: 每份年度财务里要和别的数对照的数，和它有没有说明
-- title_en: The figures of the yearly finances that are compared with another, and whether they are explained
-- download: yes
-- note: other is last year's figure, of the change in net assets its closing less its opening. A founding year has no last year.
--   explained: the note names the figure, or a reply concerns `<rule> <org_id> <year>`; any other note or reply explains nothing.
-- columns: this = 这个数（元） / This figure; other = 对照的数（元） / The other figure; explained = 有没有说明 / Explained;
--   restated = 换了会计制度 / Under another accounting system
with figures(rule, figure) as (
  values ('FIN-12', '净资产变动额'), ('FIN-13', '净资产年初数'), ('FIN-21', '资产总计'), ('FIN-21', '收入合计'), ('FIN-21', '费用合计')
),
words(figure, word) as (
  values ('净资产变动额', '年初'), ('净资产变动额', '期初'), ('净资产变动额', '以前年度'), ('净资产变动额', '净资产'),
    ('净资产年初数', '年初'), ('净资产年初数', '期初'), ('净资产年初数', '以前年度'), ('净资产年初数', '净资产'),
    ('资产总计', '资产'), ('收入合计', '收入'), ('费用合计', '费用'), ('费用合计', '支出')
),
compared as (
  select f.district, f.org_id, f.year, f.note, f.sample, c.rule, c.figure, f.accounting_system <> p.accounting_system as restated,
    case c.figure
      when '净资产变动额' then f.net_assets_change
      when '净资产年初数' then f.opening_net_assets
      when '资产总计' then f.total_assets
      when '收入合计' then f.income_total
      else f.expense_total
    end as this,
    case c.figure
      when '净资产变动额' then f.net_assets - f.opening_net_assets
      when '净资产年初数' then p.net_assets
      when '资产总计' then p.total_assets
      when '收入合计' then p.income_total
      else p.expense_total
    end as other
  from finances f
  join figures c
  left join finances p on p.district = f.district and p.org_id = f.org_id and p.year = f.year - 1 and p.sample <= f.sample
  left join organisations o on o.district = f.district and o.org_id = f.org_id and o.sample <= f.sample
  where c.rule = 'FIN-12' or p.year is not null or o.registered_on is null or o.registered_on < f.year || '-01-01'
)
select c.district, c.org_id, c.year, c.rule, c.figure, c.this, c.other, c.restated,
  exists (select 1 from words w where w.figure = c.figure and instr(replace(c.note, iif(w.word = '资产', '净资产', ''), ''), w.word))
    or exists (
      select 1 from responses r
      where r.district = c.district and r.org_id = c.org_id and r.sample <= c.sample
        and r.concerns = c.rule || ' ' || c.org_id || ' ' || c.year
    ) as explained,
  c.sample
from compared c
