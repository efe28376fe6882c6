"""What every figure of a report is called and what exactly it counts, in Vietnamese."""

from __future__ import annotations

from types import MappingProxyType

from schemas.kinds import KINDS

LEVEL_LABELS = MappingProxyType({"grassroots": "Cấp cơ sở", "upper": "Cấp trên cơ sở", "city": "Cấp thành phố"})

KIND_LABELS = MappingProxyType({name: kind.vi for name, kind in KINDS.items()})

SEVERITY_LABELS = MappingProxyType({"error": "Lỗi (giữ lại)", "query": "Cần giải trình"})

GENDER_LABELS = MappingProxyType({"male": "Nam", "female": "Nữ"})

STRUCTURE_LABELS = MappingProxyType(
    {"as_was": "hệ thống tổ chức tại ngày kết thúc đợt", "as_is": "hệ thống tổ chức hiện nay"}
)

# step -> (label, definition); the order is that of the funnel
STEPS = MappingProxyType(
    {
        "received": ("Dòng nhận được", "Mọi bản ghi trong các danh sách đã gửi, kể cả danh sách đã bị thay thế."),
        "readable": ("Dòng xác định được", "Bản ghi đã rõ thuộc đợt thi đua nào và đơn vị nào."),
        "accepted": ("Dòng được chấp nhận", "Bản ghi không còn lỗi; dòng có lỗi được giữ lại chờ đơn vị sửa."),
        "distinct": ("Người, sáng kiến riêng biệt", "Mỗi người chỉ tính một lần dù có tên ở nhiều cấp."),
        "grassroots": ("Công nhận cấp cơ sở", "Lượt khen cấp cơ sở đang có hiệu lực."),
        "upper": ("Công nhận cấp trên cơ sở", "Lượt khen cấp trên trực tiếp cơ sở đang có hiệu lực."),
        "city": ("Công nhận cấp thành phố", "Lượt khen cấp thành phố đang có hiệu lực."),
        "revoked": ("Đã hủy bỏ", "Lượt khen đã hủy và không được công nhận lại; không tính vào các dòng trên."),
    }
)

# figure -> (label, definition)
FIGURES = MappingProxyType(
    {
        "persons": ("Số người được khen", "Số lượt người được khen ở cấp đó; một người được tính một lần ở mỗi cấp."),
        "direct_workers": (
            "Trong đó: công nhân trực tiếp",
            "Số người được khen mà danh sách ghi rõ là lao động trực tiếp; không ghi thì không tính.",
        ),
        "direct_share": (
            "Tỷ lệ công nhân trực tiếp",
            "Công nhân trực tiếp chia cho toàn bộ số người được khen ở cấp đó (mẫu số ghi trong ngoặc).",
        ),
        "city_direct_share": (
            "Để so sánh: toàn thành phố",
            "Cùng cách tính, trên toàn bộ số người được khen của thành phố trong đợt.",
        ),
        "women": ("Trong đó: nữ", "Số người được khen là nữ."),
        "women_share": ("Tỷ lệ nữ", "Số nữ chia cho toàn bộ số người được khen ở cấp đó."),
        "initiatives": ("Số sáng kiến được công nhận", "Mỗi sáng kiến tính một lần, dù có nhiều tác giả."),
        "initiatives_with_value": (
            "Trong đó: có giá trị làm lợi",
            "Số sáng kiến có ghi giá trị làm lợi bằng tiền; không ghi thì không phải bằng 0.",
        ),
        "benefit_vnd": (
            "Tổng giá trị làm lợi (đồng)",
            "Cộng giá trị làm lợi của các sáng kiến có ghi giá trị; để trống nếu không sáng kiến nào ghi.",
        ),
        "units_reporting": ("Số công đoàn cơ sở có kết quả", "Số công đoàn cơ sở có ít nhất một kết quả ở cấp đó."),
    }
)

REPORTING = MappingProxyType(
    {
        "units_owing": ("Phải nộp", "Số đơn vị có trách nhiệm nộp theo kế hoạch của đợt."),
        "on_time": ("Đúng hạn", "Bản đầu tiên đến trong hạn."),
        "late": ("Muộn", "Bản đầu tiên đến sau hạn."),
        "nil": ("Báo không có", "Đơn vị đã báo không có trường hợp nào."),
        "missing": ("Chưa nộp", "Chưa nhận được bản nào."),
        "superseded": ("Bản đã thay thế", "Số bản đã được thay bằng bản gửi sau; không thuộc bốn cột trên."),
    }
)
