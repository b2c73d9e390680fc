-- title: 海曙公益创投每一轮资助了多少项目、多少钱？
-- title_en: What did each round of Haishu's 公益创投 award?
-- description: 按轮次统计申请数、资助数和资助总额。:round 轮次，例如 2025；留空为全部。
select round, sample, applied, awarded_projects, awarded
from haishu_rounds
where coalesce(nullif(:round, ''), round) = round
order by round, sample
